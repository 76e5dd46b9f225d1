import { validateFile, MAX_FILE_BYTES } from './photo.js';

describe('a file for a ticket', () => {
  it.each([
    ['valve.jpg', 'image/jpeg', 'valve.jpg'],
    ['valve.PNG', 'image/jpeg', 'valve.jpg'],
    ['valve', 'image/png', 'valve.png'],
    ['../../etc/passwd.jpg', 'image/jpeg', 'passwd.jpg'],
    ['C:\\photos\\阀门.webp', 'image/webp', '阀门.webp'],
    ['.jpg', 'image/jpeg', 'photo.jpg'],
    ['a"b<c>\u202Egpj.exe', 'image/jpeg', 'abcgpj.jpg'],
    ['report.pdf', 'application/pdf', 'report.pdf'],
    [`${'x'.repeat(300)}.jpg`, 'image/jpeg', `${'x'.repeat(100)}.jpg`],
  ])('%s of type %s is stored as %s', (name, mime, kept) => {
    expect(validateFile(name, 10, mime)).toBe(kept);
  });

  it.each([
    ['an empty file', 0, 'image/jpeg', 'service.file_empty'],
    ['an oversized file', MAX_FILE_BYTES + 1, 'image/jpeg', 'service.file_too_large'],
    ['an HTML page', 10, 'text/html', 'service.file_kind_refused'],
    ['a drawing that can contain a script', 10, 'image/svg+xml', 'service.file_kind_refused'],
    ['an unknown type', 10, undefined, 'service.file_kind_refused'],
  ])('%s is rejected', (_what, bytes, mime, code) => {
    expect(() => validateFile('a.jpg', bytes, mime)).toThrow(expect.objectContaining({ code }));
  });
});
