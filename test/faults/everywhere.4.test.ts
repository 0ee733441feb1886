import { killEverywhere } from './everywhere';

killEverywhere(4);
