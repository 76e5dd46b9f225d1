import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const PAGE = readFileSync(resolve(ROOT, 'docs/security.md'), 'utf8');
const ANSWERS = ['Yes', 'Partly', 'No', 'n/a'];

/** Rows of the comparison: number and name, answer, evidence. */
const lines = PAGE.split('\n')
  .filter((line) => /^\| \d+\.\d+\.\d+/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, requirement = '', answer = '', evidence = '']) => ({ requirement, answer, evidence }));

describe('the security page', () => {
  it('names evidence that exists', () => {
    const paths = [...PAGE.matchAll(/`((?:apps|libs|test|migrations|docs|docker)\/[\w./-]+)`/g)].map(
      ([, path = '']) => path,
    );
    expect(paths.length).toBeGreaterThan(100);
    expect([...new Set(paths)].filter((path) => !existsSync(resolve(ROOT, path)))).toEqual([]);
  });

  it('has an answer in every line, and evidence unless the answer is no', () => {
    expect(lines.length).toBeGreaterThan(120);
    expect(lines.filter(({ answer }) => !ANSWERS.includes(answer))).toEqual([]);
    expect(
      lines.filter(({ answer, evidence }) => ['Yes', 'Partly'].includes(answer) && evidence === ''),
    ).toEqual([]);
  });
});
