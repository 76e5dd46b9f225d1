import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';
import { drawDiagrams } from './diagrams.mjs';
import { moveInlineScripts } from './inline-scripts.mjs';
import { addressOf, EXCLUDED, GROUPS, resolveLink, ROOT, SOURCES, titleOf } from './pages.mjs';

const OUT = join(ROOT, 'dist', 'docs');

/**
 * Resolves links to pages of the site. Replaces links to source files by their text, because the site contains no
 * source files.
 */
function resolveLinks(markdown) {
  markdown.core.ruler.push('resolve-links', ({ tokens, env }) => {
    for (const { children } of tokens) {
      let isLinked = true;
      for (const token of children ?? []) {
        if (token.type === 'link_open') {
          const href = token.attrGet('href') ?? '';
          const address = isForeign(href) ? href : resolveLink(env.relativePath, href);
          isLinked = address !== undefined;
          if (isLinked) token.attrSet('href', address);
          else becomeText(token);
        } else if (token.type === 'link_close' && !isLinked) becomeText(token);
      }
    }
  });
}

const isForeign = (href) => /^([a-z]+:|#)/.test(href);

function becomeText(token) {
  token.type = 'text';
  token.content = '';
}

export default defineConfig({
  title: 'Dutycycle',
  description: 'Use, operate and extend Dutycycle.',
  base: '/docs/',
  head: [['link', { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' }]],
  srcDir: ROOT,
  outDir: OUT,
  cacheDir: join(ROOT, 'node_modules', '.cache', 'vitepress'),
  srcExclude: EXCLUDED,
  rewrites: Object.fromEntries([...SOURCES].map(([to, from]) => [from, to])),
  cleanUrls: true,
  // The product's content security policy allows only scripts in files of its own origin.
  metaChunk: true,
  transformHtml: (html) => moveInlineScripts(html, OUT, '/docs/'),
  buildEnd: () => cpSync(join(ROOT, 'docs', 'images'), join(OUT, 'images'), { recursive: true }),
  markdown: {
    config: (markdown) => {
      drawDiagrams(markdown);
      resolveLinks(markdown);
    },
  },
  themeConfig: {
    sidebar: Object.entries(GROUPS).map(([text, paths]) => ({
      text,
      collapsed: text !== 'Get started',
      items: paths.map((path) => ({ text: titleOf(path), link: addressOf(path) })),
    })),
    outline: [2, 3],
    search: { provider: 'local' },
  },
});
