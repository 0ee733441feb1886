import { tellLife } from '../support/lifeStory';

tellLife('a phased plan in a window that saves by itself', 'afterDelay');
