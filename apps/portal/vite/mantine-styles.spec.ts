import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findEntry } from './barrel.js';
import { mantineStyles } from './mantine-styles.plugin.js';

const kit = dirname(findEntry('@mantine/core'));

/** Class names of a component, as its own code applies them. */
function classesOf(module: string): readonly string[] {
  const code = readFileSync(join(kit, `${module}.module.mjs`), 'utf8');
  return [...code.matchAll(/"(m_[0-9a-f]+)"/g)].map(([, name = '']) => name);
}

describe('the styles of the component kit', () => {
  it.each([
    ['a component that the portal imports', 'components/Checkbox/Checkbox'],
    ['a part shared by several components', 'utils/InlineInput/InlineInput'],
  ])('include those of %s', (_part, module) => {
    const { load } = mantineStyles(join(import.meta.dirname, '../src')) as unknown as {
      load(id: string): string;
    };
    const css = load('\0mantine-styles.css');
    const classes = classesOf(module);
    expect(classes).not.toEqual([]);
    for (const name of classes) expect(css).toContain(`.${name}`);
  });
});
