import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { mantineVariables } from './vite/mantine-variables.plugin.js';
import { CHROMIUM_ARGUMENTS, locateChromium } from '../../test/support/chromium.js';

/** Runs component tests in Chromium, so that focus, layout, IndexedDB and the canvas are real. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), mantineVariables()],
  // If a package were discovered during a test, the test's page would reload.
  optimizeDeps: { include: ['vitest-browser-react'], entries: ['src/start.tsx', 'src/**/*.spec.tsx'] },
  test: {
    name: 'components',
    include: ['src/**/*.spec.tsx'],
    globals: true,
    setupFiles: ['test/setup.ts'],
    // This file is also loaded for the other projects, which need no browser.
    globalSetup: ['test/require-chromium.ts'],
    // Only tests that hang reach these limits. The limit of a test is longer than that of a poll, so that the failure
    // shows what was awaited.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 120_000 } },
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      connectTimeout: 300_000,
      provider: playwright({
        actionTimeout: 120_000,
        launchOptions: { executablePath: locateChromium(), args: CHROMIUM_ARGUMENTS },
      }),
      instances: [{ browser: 'chromium', viewport: { width: 1280, height: 800 } }],
    },
  },
});
