import { findPasswordFaults } from './password-rules.js';

describe('a new password', () => {
  it.each([
    ['duty-demo', undefined],
    ['相信长度而不是符号', undefined],
    ['short12', 'organization.password_too_short'],
    // Eight UTF-16 units make four emoji.
    ['😀😀😀😀', 'organization.password_too_short'],
    ['x'.repeat(199) + 'yz', 'organization.password_too_long'],
    ['Password', 'organization.password_too_easy'],
    ['12345678', 'organization.password_too_easy'],
    ['aaaaaaaabbbb', 'organization.password_too_easy'],
    ['Lin.Wei@example.com', 'organization.password_too_easy'],
    ['lin.wei.', undefined],
  ])('%s', (password, code) => {
    expect(findPasswordFaults(password, 'lin.wei@example.com')[0]?.code).toBe(code);
  });

  it('points at the given field', () => {
    expect(findPasswordFaults('', 'a@b.c', '/admin/password')).toEqual([
      { pointer: '/admin/password', code: 'organization.password_too_short', params: { min: 8 } },
    ]);
  });
});
