import { killEverywhere } from './everywhere';

killEverywhere(2);
