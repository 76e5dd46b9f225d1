import {
  convertCssVariables,
  defaultCssVariablesResolver,
  mergeMantineTheme,
  DEFAULT_THEME,
} from '@mantine/core';
import type { Plugin } from 'vite';
import { themeOverride } from '../src/theme/theme-override.js';

const VIRTUAL = 'virtual:mantine-variables.css';
const RESOLVED = '\0mantine-variables.css';

/**
 * Writes the component kit's CSS variables into the stylesheet at build time. The kit would inject them as an inline
 * `<style>` at run time, which the content security policy `style-src 'self'` forbids.
 */
export function mantineVariables(): Plugin {
  return {
    name: 'mantine-variables',
    resolveId: (id) => (id === VIRTUAL ? RESOLVED : null),
    load: (id) => {
      if (id !== RESOLVED) return null;
      const resolved = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, themeOverride));
      resolved.dark['--mantine-color-scheme'] = 'dark';
      resolved.light['--mantine-color-scheme'] = 'light';
      return convertCssVariables(resolved, ':root');
    },
  };
}
