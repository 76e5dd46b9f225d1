import fc from 'fast-check';
import { mailOutcome } from './mail-outcome.js';
import { DELIVERY_ATTEMPTS } from './next-attempt.js';

describe('after an error of the mail server', () => {
  it.each([
    ['an unknown recipient', { code: 'EENVELOPE', responseCode: 550, message: 'No such user' }, 'refused'],
    ['a full mailbox', { code: 'EENVELOPE', responseCode: 452, message: 'Full' }, 'waiting'],
    ['an invalid message', { code: 'EMESSAGE', message: 'Empty' }, 'refused'],
    ['a refusal after the transfer', { code: 'EMESSAGE', responseCode: 554, message: 'Spam' }, 'refused'],
    ['wrong credentials', { code: 'EAUTH', responseCode: 535, message: 'Wrong' }, 'waiting'],
    [
      'a server that is down',
      { code: 'ESOCKET', syscall: 'connect', message: 'connect ECONNREFUSED' },
      'waiting',
    ],
    ['an unknown server', { code: 'EDNS', syscall: 'getaddrinfo', message: 'not found' }, 'waiting'],
    ['a server that does not greet', { code: 'ETIMEDOUT', message: 'Greeting never received' }, 'waiting'],
    [
      'a lost connection',
      { code: 'ECONNECTION', message: 'Connection closed unexpectedly' },
      'outcome_unknown',
    ],
    [
      'a connection that is reset',
      { code: 'ESOCKET', syscall: 'read', message: 'read ECONNRESET' },
      'outcome_unknown',
    ],
    ['a timeout', { code: 'ETIMEDOUT', message: 'Timeout' }, 'outcome_unknown'],
    ['any other error', { message: 'broken' }, 'outcome_unknown'],
  ])('%s, an email is %s', (_, error, state) => {
    expect(mailOutcome(error, 1).state).toBe(state);
  });

  it('pauses grow, and attempts end', () => {
    const away = { code: 'ECONNREFUSED', message: 'refused' };
    const pauses = Array.from({ length: DELIVERY_ATTEMPTS - 1 }, (_, index) => mailOutcome(away, index + 1));
    expect(pauses.map((outcome) => (outcome.state === 'waiting' ? outcome.pauseMs / 1000 : null))).toEqual([
      30, 120, 480, 1920, 3600,
    ]);
    expect(mailOutcome(away, DELIVERY_ATTEMPTS)).toEqual({ state: 'failed', error: 'ECONNREFUSED refused' });
  });

  it('never repeats an email that may have been accepted', () => {
    fc.assert(
      fc.property(
        fc.record(
          {
            code: fc.constantFrom('ETIMEDOUT', 'ECONNECTION', 'ESOCKET', 'ESTREAM'),
            syscall: fc.constantFrom('read', 'write'),
            message: fc.constantFrom('Timeout', 'Connection closed unexpectedly', 'write EPIPE'),
          },
          { requiredKeys: ['message'] },
        ),
        fc.integer({ min: 1, max: DELIVERY_ATTEMPTS }),
        (error, attempts) => {
          expect(mailOutcome(error, attempts).state).toBe('outcome_unknown');
        },
      ),
    );
  });

  it('the log has the code and one line', () => {
    expect(mailOutcome({ responseCode: 550, message: 'No\r\n such user' }, 1).error).toBe('550 No such user');
    expect(mailOutcome({ responseCode: 550, message: '550 gone' }, 1).error).toBe('550 gone');
  });
});
