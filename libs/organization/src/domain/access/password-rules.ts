import type { FieldFault } from '#platform/domain';

const MIN_LENGTH = 8;
const MAX_LENGTH = 200;

/** The passwords that attackers try first. The length and the email address are checked separately. */
const COMMON_PASSWORDS = [
  'password',
  'passw0rd',
  'qwertyui',
  'qwerty123',
  '12345678',
  '123456789',
  '1234567890',
  '11111111',
  'abcd1234',
  'iloveyou',
  'sunshine',
  'football',
  'baseball',
  'superman',
  'trustno1',
  'welcome1',
  'admin123',
  'letmein1',
];

/**
 * Returns the faults of a new password (NIST SP 800-63B: length and known-bad lists, no composition rules).
 * @param pointer JSON pointer to the password in the request
 */
export function findPasswordFaults(password: string, email: string, pointer = '/password'): FieldFault[] {
  // Counts code points as NIST requires, so that an emoji is not counted as two UTF-16 units.
  const length = Array.from(password).length;
  if (length < MIN_LENGTH)
    return [{ pointer, code: 'organization.password_too_short', params: { min: MIN_LENGTH } }];
  if (length > MAX_LENGTH)
    return [{ pointer, code: 'organization.password_too_long', params: { max: MAX_LENGTH } }];
  const plain = password.toLowerCase();
  const isEasy =
    COMMON_PASSWORDS.includes(plain) ||
    new Set(plain).size < 3 ||
    plain === email ||
    plain === email.split('@')[0];
  return isEasy ? [{ pointer, code: 'organization.password_too_easy' }] : [];
}
