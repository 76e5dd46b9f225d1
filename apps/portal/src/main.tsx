import 'virtual:inter-faces.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import 'virtual:mantine-styles.css';
import 'virtual:mantine-variables.css';
import '@mantine/notifications/styles.css';
import './theme/tokens.css';
import './theme/kit.css';
import { prepareFirstPage } from './boot/first-pages.js';

prepareFirstPage(window.location.pathname);

// Loaded separately, so that its styles come after the component kit's. With a static import, the file with the
// pages' shared styles would be loaded first.
void import('./start.js');
