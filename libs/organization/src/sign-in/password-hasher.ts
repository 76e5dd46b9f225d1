import { Injectable } from '@nestjs/common';
import { Algorithm, hash, type Options, verify } from '@node-rs/argon2';

/** OWASP's first choice for argon2id: 19 MiB, two passes; the memory is what makes guessing dear. */
const COST: Options = { algorithm: Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Passwords as argon2id hashes. */
@Injectable()
export class PasswordHasher {
  private nobodys: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return hash(password, COST);
  }

  /**
   * Whether a password is the one behind a hash. Without a hash (nobody of that e-mail address, or no password chosen yet)
   * it takes as long and is false, so that the time doesn't tell who has an account.
   */
  async verify(passwordHash: string | null | undefined, password: string): Promise<boolean> {
    this.nobodys ??= this.hash('the password of nobody');
    const isRight = await verify(passwordHash ?? (await this.nobodys), password);
    return isRight && passwordHash != null;
  }
}
