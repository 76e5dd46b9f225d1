import { Injectable } from '@nestjs/common';
import type { Member } from '#organization';
import type { Scope } from '#platform';
import { CustomerNames } from '../session/customer-names.js';
import type { MemberDto } from './users.dto.js';

/** Members with the names of their customers. */
@Injectable()
export class MemberViews {
  constructor(private readonly customers: CustomerNames) {}

  async of(scope: Scope, members: readonly Member[]): Promise<MemberDto[]> {
    const named = await this.customers.of(
      scope,
      members.flatMap((member) => member.customerIds),
    );
    return members.map(({ customerIds, ...member }) => ({
      ...member,
      customers: named.filter((customer) => customerIds.includes(customer.id)),
    }));
  }

  async ofOne(scope: Scope, member: Member): Promise<MemberDto> {
    const [view] = await this.of(scope, [member]);
    return view!;
  }
}
