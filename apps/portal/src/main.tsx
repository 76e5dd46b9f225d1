import '@fontsource-variable/inter/opsz.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@mantine/core/styles.css';
import 'virtual:mantine-variables.css';
import '@mantine/notifications/styles.css';
import './theme/tokens.css';
import './theme/kit.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.js';
import { startTexts } from './i18n/i18n.js';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the portal');

void startTexts().then(() => {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
});
