import { tellLife } from '../support/lifeStory';

tellLife('a phased plan in the window', 'off');
