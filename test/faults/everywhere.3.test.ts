import { killEverywhere } from './everywhere';

killEverywhere(3);
