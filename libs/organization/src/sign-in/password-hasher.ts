import { Injectable } from '@nestjs/common';
import { Algorithm, hash, type Options, verify } from '@node-rs/argon2';

/** OWASP's first recommendation for argon2id: 19 MiB and two passes. The memory makes guessing expensive. */
const COST: Options = { algorithm: Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes passwords with argon2id. */
@Injectable()
export class PasswordHasher {
  private dummyHash: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return hash(password, COST);
  }

  /**
   * Verifies a password against a hash. Without a hash (unknown email address, or no password set) it returns false
   * after the same time, so that the duration doesn't reveal who has an account.
   */
  async verify(passwordHash: string | null | undefined, password: string): Promise<boolean> {
    this.dummyHash ??= this.hash('the password of no account');
    const isRight = await verify(passwordHash ?? (await this.dummyHash), password);
    return isRight && passwordHash != null;
  }
}
