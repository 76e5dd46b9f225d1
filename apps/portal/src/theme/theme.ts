import { createTheme } from '@mantine/core';
import { themeOverride } from './theme-override.js';

/** The component kit's theme; its CSS variables come from the build (see `vite/mantine-variables.plugin.ts`). */
export const theme = createTheme(themeOverride);
