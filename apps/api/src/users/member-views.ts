import { Injectable } from '@nestjs/common';
import { getCustomer } from '#customers';
import type { Member } from '#organization';
import { type Scope, UnitOfWork } from '#platform';
import { CustomerNames } from '../session/customer-names.js';
import type { MemberDto } from './users.dto.js';

/** Members with the names of their customers. */
@Injectable()
export class MemberViews {
  constructor(
    private readonly customers: CustomerNames,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Returns the members who can access a customer as users of the customer or of its partner. */
  async usersOf(scope: Scope, customerId: string, members: readonly Member[]): Promise<Member[]> {
    const partnerId = await this.unitOfWork.run(
      scope,
      async (tx) => (await getCustomer(tx, customerId)).partnerId,
    );
    return members.filter(
      ({ customerIds, partner }) =>
        customerIds.includes(customerId) || (partner !== null && partner.id === partnerId),
    );
  }

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
