import { localisedName } from './localised.js';
import { laterNamespacesOf, localeOf, namespacesOf } from './languages.js';

describe('a name that a maker gave', () => {
  const NAME = { en: 'Compressor', zh: '压缩机' };
  it.each([
    ["the reader's language", NAME, 'zh', '压缩机'],
    ['English where that has none', NAME, 'pl', 'Compressor'],
    ['whatever there is', { zh: '压缩机' }, 'pl', '压缩机'],
    ['a plain text', 'Compressor', 'zh', 'Compressor'],
    ['nothing without a name', null, 'en', ''],
    ['nothing of an empty one', {}, 'en', ''],
  ])('is shown in %s', (_how, name, language, shown) => {
    expect(localisedName(name, language)).toBe(shown);
  });
});

describe('a language', () => {
  it.each([
    ['zh', 'zh-CN'],
    ['zh-TW', 'zh-CN'],
    ['es-AR', 'es-MX'],
    ['de', 'en-GB'],
  ])('%s writes as %s', (code, locale) => {
    expect(localeOf(code)).toBe(locale);
  });
});

describe('the catalogues of an area', () => {
  it('leave those of errors and details to the pages after the first', () => {
    expect(namespacesOf('customer', true)).toEqual(['customer']);
    expect(namespacesOf('customer', false)).toEqual(['customer', 'details', 'errors']);
    expect(laterNamespacesOf('customer')).toEqual(['details', 'errors']);
  });

  it('of the console include the details, because its first page lists notifications', () => {
    expect(namespacesOf('maker', true)).toEqual(['maker', 'details']);
    expect(laterNamespacesOf('maker')).toEqual(['errors']);
  });

  it('of a technician have no errors, which are loaded with all pages of the field app', () => {
    expect(namespacesOf('technician', true)).toEqual(['technician']);
    expect(laterNamespacesOf('technician')).toEqual(['details']);
  });
});
