import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Moves the inline scripts of a page into files, because the product's content security policy blocks inline scripts.
 * @param {string} html
 * @param {string} out the folder of the built site
 * @param {string} base address of the site
 */
export function moveInlineScripts(html, out, base) {
  return html.replace(/<script( id="[\w-]+")?>([\s\S]*?)<\/script>/g, (_, id = '', text) => {
    const name = `assets/${createHash('sha256').update(text).digest('hex').slice(0, 12)}.js`;
    const path = join(out, name);
    mkdirSync(join(out, 'assets'), { recursive: true });
    if (!existsSync(path)) writeFileSync(path, text);
    return `<script${id} src="${base}${name}"></script>`;
  });
}
