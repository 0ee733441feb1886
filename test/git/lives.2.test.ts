import { tryLives } from '../support/model/lives';

// For the window in a process of its own.
export { answer } from '../support/model/window';

tryLives(2);
