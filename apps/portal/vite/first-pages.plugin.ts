import type { Plugin, Rolldown } from 'vite';
import { FIRST_LOADS, type FirstLoad, moduleId } from './first-loads.js';

type Bundle = Rolldown.OutputBundle;

/**
 * Adds the files of each first page to its HTML, so that a browser requests all of them at once. Without the list it
 * would discover them one script at a time, one round trip each: more than a second on a slow connection.
 * The sign-in page's list goes into `index.html`. Each area's first page gets its own copy, named after the first
 * segment of its address (`field.html`), which the API serves.
 */
export function firstPages(): Plugin {
  return {
    name: 'first-pages',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const index = bundle['index.html'];
      if (index?.type !== 'asset') throw new Error('The build has no index.html to complete');
      const html = String(index.source);
      const { app, charts: _charts, ...pages } = FIRST_LOADS;
      for (const { page, waitsForFont = false, modules } of Object.values<FirstLoad>(pages)) {
        const links = [
          ...preloadsOf(bundle, [...app.modules, ...modules]),
          ...(waitsForFont
            ? [`<link rel="preload" as="font" type="font/woff2" crossorigin href="/${fontOf(bundle)}">`]
            : []),
        ];
        const source = withLinks(html, links);
        if (page === 'index') index.source = source;
        else this.emitFile({ type: 'asset', fileName: `${page}.html`, source });
      }
    },
  };
}

/** Links of all files that the modules load, in loading order. */
function preloadsOf(bundle: Bundle, modules: readonly string[]): readonly string[] {
  const { scripts, styles } = filesOf(bundle, modules);
  return [
    ...styles.map((file) => `<link rel="preload" as="style" crossorigin href="/${file}">`),
    ...scripts.map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`),
  ];
}

/** Adds the links to the page, except those to files that it already loads. */
function withLinks(html: string, links: readonly string[]): string {
  const missing = links.filter((link) => !html.includes(/"(\/[^"]+)"/.exec(link)?.[0] ?? link));
  return html.replace('</head>', `  ${missing.join('\n    ')}\n  </head>`);
}

/** The face of the text font with the letters of every page. */
function fontOf(bundle: Bundle): string {
  const file = Object.keys(bundle).find((name) => /inter-basic-.*\.woff2$/.test(name));
  if (file === undefined) throw new Error('The build has no basic face of the text font');
  return file;
}

/** Chunks of the modules and all their static imports, with their styles, in loading order. */
function filesOf(
  bundle: Bundle,
  modules: readonly string[],
): { readonly scripts: readonly string[]; readonly styles: readonly string[] } {
  const chunks = new Set(modules.map((module) => chunkOf(bundle, moduleId(module))));
  for (const chunk of chunks)
    for (const imported of chunk.imports) {
      const next = bundle[imported];
      if (next?.type === 'chunk') chunks.add(next);
    }
  return {
    scripts: [...chunks].map((chunk) => chunk.fileName),
    styles: [...new Set([...chunks].flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]))],
  };
}

function chunkOf(bundle: Bundle, id: string): Rolldown.OutputChunk {
  const found = Object.values(bundle).find(
    (file): file is Rolldown.OutputChunk => file.type === 'chunk' && file.moduleIds.includes(id),
  );
  if (found === undefined) throw new Error(`No chunk of the build holds ${id}`);
  return found;
}
