import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import 'virtual:mantine-variables.css';
import '../src/theme/tokens.css';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { afterEach, beforeAll } from 'vitest';
import { startTexts } from '../src/i18n/i18n.js';
import { loadToasts } from '../src/ui/feedback/toasts.js';

beforeAll(async () => {
  if (i18next.isInitialized) return;
  await startTexts();
  await i18next.loadNamespaces(['maker', 'customer', 'technician', 'details', 'errors']);
});

afterEach(async () => {
  window.localStorage.clear();
  // A message from an earlier test would cover the buttons of the next one for five seconds. Messages are shown after
  // their code has loaded, which may take longer than the test that caused them.
  await loadToasts();
  notifications.clean();
  if (i18next.language !== 'en') await i18next.changeLanguage('en');
});
