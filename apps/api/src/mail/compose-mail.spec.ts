import { ROLES } from '#organization';
import { SUPPORTED_LOCALES } from '../http/fields/supported-locales.js';
import { composeMail } from './compose-mail.js';
import { MAIL_TEXTS } from './mail-texts.js';

const invitation = {
  kind: 'invitation',
  to: 'sari@example.com',
  locale: 'en',
  makerName: 'Beihu Air',
  role: 'technician',
  token: 'T0ken_-',
  expiresAt: new Date('2026-12-01T08:30:00Z'),
} as const;

const reset = {
  kind: 'password_reset',
  to: 'lin@example.com',
  locale: 'zh',
  makerName: '北湖',
  name: 'Lin',
  token: 'T0ken_-',
  expiresAt: new Date('2026-12-01T08:30:00Z'),
} as const;

describe('composeMail', () => {
  it('composes an invitation with role, link and expiry', () => {
    const mail = composeMail(invitation, 'https://air.example');
    expect(mail).toMatchObject({ to: 'sari@example.com', subject: 'Beihu Air has invited you' });
    expect(mail.text).toContain('with the role “technician”');
    expect(mail.text).toContain('\nhttps://air.example/invitation/T0ken_-\n');
    expect(mail.text.replace(/\s+/g, ' ')).toContain('until December 1, 2026 at 08:30 UTC:');
  });

  it("uses the reader's language", () => {
    const mail = composeMail(reset, 'http://localhost:3000');
    expect(mail.subject).toBe('设置新密码');
    expect(mail.text).toContain('http://localhost:3000/reset-password/T0ken_-');
    expect(mail.text).toContain('Lin，您好');
  });

  it('uses English if the language is not supported', () => {
    expect(composeMail({ ...reset, locale: 'xx' }, '').subject).toBe('Reset your password');
    expect(composeMail({ ...reset, locale: 'toString' }, '').subject).toBe('Reset your password');
  });

  it('prevents a name from adding lines', () => {
    const mail = composeMail(
      { ...invitation, makerName: 'Beihu\nBcc: all@example.com\n\nhttps://evil.example' },
      '',
    );
    expect(mail.subject).not.toContain('\n');
    expect(mail.text).not.toMatch(/^https:\/\/evil/m);
  });

  it('wraps lines, and puts the link on a line of its own', () => {
    const { text } = composeMail(
      { ...reset, locale: 'en', makerName: 'A maker with a rather long name', token: 'x'.repeat(32) },
      'http://localhost:3000',
    );
    const lines = text.split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76);
    expect(lines).toContain(`http://localhost:3000/reset-password/${'x'.repeat(32)}`);
    const long = composeMail(
      { ...reset, locale: 'en', token: 'y'.repeat(60) },
      'https://a-long-name.example.com',
    );
    expect(long.text.split('\n')).toContain(
      `https://a-long-name.example.com/reset-password/${'y'.repeat(60)}`,
    );
  });

  it.each(SUPPORTED_LOCALES)('has all placeholders of the English texts in %s', (locale) => {
    const holes = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
    const texts = MAIL_TEXTS[locale]!;
    const english = MAIL_TEXTS.en!;
    for (const kind of ['invitation', 'passwordReset'] as const) {
      expect(holes(texts[kind].subject + texts[kind].body)).toEqual(
        holes(english[kind].subject + english[kind].body),
      );
    }
    expect(Object.keys(texts.roles).sort()).toEqual([...ROLES].sort());
  });
});
