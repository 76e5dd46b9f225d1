import fc from 'fast-check';
import { isWorthShowing, LineSplitter, prefixLine, toReadableLine } from './log-lines.js';

describe('LineSplitter', () => {
  it('returns the same lines however the stream is split', () => {
    const line = fc.string().map((text) => text.replace(/[\r\n]/g, ''));
    fc.assert(
      fc.property(fc.array(line), fc.integer({ min: 1, max: 7 }), (lines, size) => {
        const text = lines.map((each) => `${each}\n`).join('');
        const splitter = new LineSplitter();
        const got: string[] = [];
        for (let at = 0; at < text.length; at += size) got.push(...splitter.push(text.slice(at, at + size)));
        expect([...got, ...splitter.end()]).toEqual(lines);
      }),
    );
  });

  it('returns an incomplete last line, and removes carriage returns', () => {
    const splitter = new LineSplitter();
    expect(splitter.push('one\r\ntwo')).toEqual(['one']);
    expect(splitter.end()).toEqual(['two']);
    expect(splitter.end()).toEqual([]);
  });
});

it('aligns the apps', () => expect(prefixLine('api', 'ready')).toBe('api       | ready'));

it.each([
  ['{"level":30,"msg":"request completed"}', false],
  ['{"level":40,"msg":"slow"}', true],
  ['{"level":60}', true],
  ['{"answer":42}', true],
  ['{ not json', true],
  ['    at Object.<anonymous> (main.js:1:1)', true],
  ['   ', false],
])('displays %j on the terminal: %s', (line, shown) => expect(isWorthShowing(line)).toBe(shown));

it.each([
  [
    '{"level":40,"msg":"no connection","error":"connect ECONNREFUSED"}',
    'no connection: connect ECONNREFUSED',
  ],
  ['{"level":50,"msg":"failed","err":{"message":"boom","stack":"…"}}', 'failed: boom'],
  ['{"level":50,"msg":"boom","err":{"message":"boom"}}', 'boom'],
  ['{"level":60}', '{"level":60}'],
  ['{ not json', '{ not json'],
  ['plain words', 'plain words'],
])('displays %j as %j', (line, words) => expect(toReadableLine(line)).toBe(words));
