import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { listFiles } from '../freshness.mjs';

const CODE = ['libs', 'apps', 'test', 'prove', 'measure', 'bench'];
const CATALOGUES = 'apps/portal/src/i18n/locales/en';
/** Files that scripts generate. */
const LEFT_OUT = /\.gen\.ts$|zones\.json$/;

/**
 * Yields every line of text of the repository with its kind.
 * @param {string} root of the repository
 * @returns {Generator<{ where: 'code' | 'comments' | 'texts' | 'docs', path: string, line: number, text: string }>}
 */
export function* textsOf(root) {
  for (const path of filesOf(root, CODE, /\.(ts|tsx|mjs)$/)) yield* textsOfCode(path, read(root, path));
  for (const path of filesOf(root, [CATALOGUES], /\.json$/))
    yield* linesOf('texts', path, valuesOf(read(root, path)));
  for (const path of [
    'README.md',
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    ...filesOf(root, ['docs', 'libs', 'apps'], /\.md$/),
  ])
    if (!path.endsWith('glossary.md')) yield* linesOf('docs', path, read(root, path));
}

/** Yields identifiers and comments. Strings are omitted, because they include published names such as error codes. */
function* textsOfCode(path, source) {
  const file = ts.createSourceFile(
    path,
    source,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const lineAt = (position) => file.getLineAndCharacterOfPosition(position).line + 1;
  const seen = new Set();
  const names = [];
  const comments = [];
  const visit = (node) => {
    for (const range of ts.getLeadingCommentRanges(source, node.getFullStart()) ?? [])
      if (!seen.has(range.pos)) {
        seen.add(range.pos);
        comments.push({
          where: 'comments',
          path,
          line: lineAt(range.pos),
          text: source.slice(range.pos, range.end),
        });
      }
    if (ts.isIdentifier(node) && isDeclared(node))
      names.push({ where: 'code', path, line: lineAt(node.getStart()), text: wordsOf(node.text) });
    ts.forEachChild(node, visit);
  };
  visit(file);
  yield* comments;
  yield* names;
}

/** Returns true when a declaration introduces the identifier. Other uses of the name need no second finding. */
function isDeclared(node) {
  const { parent } = node;
  return (
    parent.name === node &&
    (ts.isClassDeclaration(parent) ||
      ts.isFunctionDeclaration(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isInterfaceDeclaration(parent) ||
      ts.isTypeAliasDeclaration(parent))
  );
}

/** Returns the words of an identifier: `holdInvoice` becomes "hold Invoice". */
const wordsOf = (name) => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll('_', ' ');

function* linesOf(where, path, text) {
  for (const [index, line] of text.split('\n').entries()) yield { where, path, line: index + 1, text: line };
}

/** Removes the keys of a translation file. Each value stays on its line. */
const valuesOf = (json) => json.replace(/^(\s*)"[^"]*":/gm, '$1');

function filesOf(root, folders, name) {
  return folders
    .flatMap((folder) => listFiles(join(root, folder)))
    .map((path) => relative(root, path).replaceAll('\\', '/'))
    .filter((path) => name.test(path) && !LEFT_OUT.test(path));
}

const read = (root, path) => readFileSync(join(root, path), 'utf8');
