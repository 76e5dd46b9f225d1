/// <reference types="vitest/globals" />
import { fieldAt, splitSentence } from './split-sentence.js';

describe('splitSentence', () => {
  it.each([
    [
      'only words',
      'Each machine is calculated separately.',
      [{ text: 'Each machine is calculated separately.' }],
    ],
    [
      'a field at the start',
      `${fieldAt('amount')} per month.`,
      [{ path: 'amount' }, { text: ' per month.' }],
    ],
    [
      'two fields, in the order of the language',
      `每年最低 ${fieldAt('min')}，差额 ${fieldAt('price')}。`,
      [{ text: '每年最低 ' }, { path: 'min' }, { text: '，差额 ' }, { path: 'price' }, { text: '。' }],
    ],
    ['nothing', '', []],
  ])('%s', (_name, sentence, parts) => {
    expect(splitSentence(sentence)).toEqual(parts);
  });
});
