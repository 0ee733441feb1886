import { killEverywhere } from './everywhere';

killEverywhere(1);
