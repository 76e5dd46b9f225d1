import { isLanguage, isRegistryCode } from './registry-code.js';

describe('isRegistryCode', () => {
  it.each(['C-PL-1', 'S_01', 'a', '4711', 'PL/Otwock', 'x'.repeat(40)])('accepts %s', (code) => {
    expect(isRegistryCode(code)).toBe(true);
  });

  it.each(['', ' C-PL-1', 'C PL 1', '-C', 'Ż-1', 'x'.repeat(41), 'a\n'])('rejects "%s"', (code) => {
    expect(isRegistryCode(code)).toBe(false);
  });
});

describe('isLanguage', () => {
  it.each(['en', 'pl', 'id', 'zh-Hans', 'es-MX'])('accepts %s', (tag) => {
    expect(isLanguage(tag)).toBe(true);
  });

  it.each(['', 'qq', 'English', 'en_US!'])('rejects "%s"', (tag) => {
    expect(isLanguage(tag)).toBe(false);
  });
});
