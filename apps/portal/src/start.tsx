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
