import { explainFailure } from './explain-failure.js';
import { StartRejected } from '../start-rejected.error.js';

const coded = (message: string, code: string) => Object.assign(new Error(message), { code });

it.each<[string, unknown, RegExp]>([
  ['a rejected start', new StartRejected('Set PORT.'), /^Set PORT\.$/],
  [
    'a full disk',
    coded('ENOSPC: no space left on device, write', 'ENOSPC'),
    /^The disk is full: [^\n]*\nFree some space/,
  ],
  [
    'a full disk under PostgreSQL',
    coded('could not extend file', '53100'),
    /^The disk is full: could not extend/,
  ],
  ['a full disk under initdb', new Error('initdb failed:\nNo space left on device'), /^The disk is full/],
  ['anything else', new TypeError('x is not a function'), /TypeError: x is not a function\n\s+at /],
  ['a value that is not an error', 'boom', /^boom$/],
])('%s', (_name, error, words) => expect(explainFailure(error)).toMatch(words));
