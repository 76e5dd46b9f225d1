import { formatSecret, SECRET_BYTES, signMessage } from './webhook-signature.js';

describe('the signature of a webhook', () => {
  it('is that of the Standard Webhooks specification', () => {
    // The example of the specification and of its reference implementations.
    const message = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1614265330,
      body: '{"test": 2432232314}',
    };
    expect(signMessage(message, ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  it('has one part per secret', () => {
    const secrets = [0, 1].map((byte) => formatSecret(new Uint8Array(SECRET_BYTES).fill(byte)));
    const message = { id: 'msg_1', timestamp: 1, body: '{}' };
    const [first, second] = secrets.map((secret) => signMessage(message, [secret]));
    expect(signMessage(message, secrets)).toBe(`${first} ${second}`);
    expect(first).not.toBe(second);
  });
});
