import { Injectable } from '@nestjs/common';
import { type Scope, UnitOfWork } from '#platform';
import { UserAccount } from './entities/user-account.entity.js';

export interface ProfileChanges {
  readonly name?: string;
  readonly locale?: string;
  /** IANA zone. */
  readonly zone?: string;
}

/** What people say about themselves; it goes with them to every maker. */
@Injectable()
export class ProfilesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async change(scope: Scope, userId: string, { name, locale, zone }: ProfileChanges): Promise<void> {
    const changes = {
      ...(name !== undefined && { name: name.trim() }),
      ...(locale !== undefined && { locale }),
      ...(zone !== undefined && { zone }),
    };
    if (Object.keys(changes).length === 0) return;
    await this.unitOfWork.run(scope, (tx) =>
      tx.manager.update(UserAccount, { id: userId }, { ...changes, version: () => 'version + 1' }),
    );
  }
}
