import MagicString from 'magic-string';
import { parseAst, type Plugin } from 'vite';
import { readBarrel } from './barrel.js';

/** Packages with a single entry that re-exports hundreds of modules. */
const BARRELS = ['@mantine/core', '@mantine/hooks', '@tabler/icons-react'];

/**
 * Redirects imports of re-exported names to the file that defines them. Otherwise every importer of a package would
 * reach all its modules, and chunks could not be split by actual use.
 */
export function directImports(): Plugin {
  const origins = new Map(BARRELS.map((name) => [name, readBarrel(name)]));
  return {
    name: 'direct-imports',
    apply: 'build',
    enforce: 'post',
    transform(code, id) {
      if (!/\.(tsx?|mjs)$/.test(id) || !BARRELS.some((name) => code.includes(name))) return null;
      const edited = new MagicString(code);
      for (const node of parseAst(code).body) {
        if (node.type !== 'ImportDeclaration') continue;
        const barrel = origins.get(String(node.source.value));
        if (barrel === undefined) continue;
        const lines = node.specifiers.map((specifier) => {
          const imported =
            specifier.type === 'ImportSpecifier' && specifier.imported.type === 'Identifier'
              ? specifier.imported.name
              : undefined;
          const origin = imported === undefined ? undefined : barrel.get(imported);
          if (origin === undefined)
            throw new Error(`${id}: ${String(node.source.value)} does not export what is imported from it`);
          return `import { ${origin.name} as ${specifier.local.name} } from ${JSON.stringify(origin.file)};`;
        });
        edited.overwrite(node.start, node.end, lines.join(' '));
      }
      return edited.hasChanged()
        ? { code: edited.toString(), map: edited.generateMap({ hires: true }) }
        : null;
    },
  };
}
