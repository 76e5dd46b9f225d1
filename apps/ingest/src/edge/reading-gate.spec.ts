import { PassThrough } from 'node:stream';
import { ReadingGate } from './reading-gate.js';

it('holds data back while it is shut, and lets all of it through when it opens', async () => {
  const stream = new PassThrough();
  const gate = new ReadingGate(stream);
  let seen = '';
  stream.on('readable', () => {
    for (let chunk: unknown; (chunk = stream.read()) !== null;) seen += String(chunk);
  });
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  stream.write('one ');
  await turn();
  gate.shut();
  stream.write('two ');
  await turn();
  stream.write('three');
  await turn();
  expect(seen).toBe('one ');
  gate.open();
  await turn();
  expect(seen).toBe('one two three');
});
