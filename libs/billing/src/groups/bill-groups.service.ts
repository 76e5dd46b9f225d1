import { Injectable } from '@nestjs/common';
import { daysOfBillingMonth, getContract, plusDays, termsOn } from '#contracts';
import {
  BillGroup,
  BillGroupMember,
  type BillGroupView,
  differences,
  findGroup,
  firstDayOf,
  getGroup,
  type GroupFilter,
  type GroupTerms,
  groupTermsOf,
  lockWithGroupMembers,
  type InvoiceState,
  isIssued,
  listGroups,
  type WhenHeld,
} from '#invoicing';
import { AuditTrail } from '#organization';
import {
  DomainError,
  ensureVersion,
  newId,
  mapConstraintViolations,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { DraftBatches } from '../drafts/draft-batches.service.js';

export interface NewBillGroup {
  readonly id?: string;
  readonly name: string;
  readonly whenHeld: WhenHeld;
  /** Contracts of the billing group. The first contract determines the terms that all contracts must share. */
  readonly contractIds: readonly string[];
  /** First month that is billed on one document, `YYYY-MM`. */
  readonly from: string;
}

export interface BillGroupChanges {
  readonly name?: string;
  readonly whenHeld?: WhenHeld;
}

/** Manages billing groups: the contracts of a customer that are billed on one document, each from a certain month. */
@Injectable()
export class BillGroups {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly drafts: DraftBatches,
  ) {}

  list(scope: Scope, filter: GroupFilter): Promise<BillGroupView[]> {
    return this.unitOfWork.run(scope, (tx) => listGroups(tx, filter));
  }

  /** Returns a billing group with its members and documents. @throws DomainError billing.group_not_found */
  get(scope: Scope, id: string): Promise<BillGroupView> {
    return this.unitOfWork.run(scope, (tx) => getGroup(tx, id));
  }

  /**
   * Creates a billing group from contracts of one customer that share seller, buyer, currency, terms and calendar.
   * @throws DomainError billing.group_invalid (with fields), billing.group_name_taken, billing.group_id_taken, and
   *   those of `join`
   */
  create(scope: Scope, input: NewBillGroup): Promise<BillGroupView> {
    const { id = newId(), whenHeld, contractIds, from } = input;
    return this.unitOfWork.run(scope, async (tx) => {
      const name = validateName(input.name);
      const [first] = contractIds;
      if (first === undefined || new Set(contractIds).size !== contractIds.length)
        throw fault('/contractIds', first === undefined ? 'none' : 'twice');
      await lockWithGroupMembers(tx, contractIds);
      const { customerId, terms } = await termsOf(tx, first, from);
      await mapConstraintViolations(
        {
          bill_group_pk: () => new DomainError('billing.group_id_taken', { id }),
          bill_group_name_uq: () => nameTakenError(name),
        },
        () =>
          tx.manager.insert(BillGroup, {
            makerId: tx.scope.makerId,
            id,
            customerId,
            name,
            whenHeld,
            ...terms,
            createdAt: tx.now,
            version: 1,
          }),
      );
      await AuditTrail.write(tx, {
        action: 'billing.group_created',
        entity: 'bill_group',
        entityId: id,
        after: { name, whenHeld, ...terms },
      });
      const group = await tx.manager.findOneByOrFail(BillGroup, { makerId: tx.scope.makerId, id });
      for (const contractId of contractIds)
        await this.joinWithin(tx, group, contractId, from, '/contractIds');
      return getGroup(tx, id);
    });
  }

  /**
   * Changes a billing group's name, or the treatment of members on hold.
   * @throws DomainError billing.group_not_found, billing.group_invalid, billing.group_name_taken,
   *   platform.version_mismatch
   */
  change(scope: Scope, id: string, version: number, changes: BillGroupChanges): Promise<BillGroupView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const group = await lockGroupRow(tx, id);
      ensureVersion(group.version, version);
      const name = changes.name === undefined ? group.name : validateName(changes.name);
      const after = { name, whenHeld: changes.whenHeld ?? group.whenHeld };
      await mapConstraintViolations({ bill_group_name_uq: () => nameTakenError(name) }, () =>
        tx.manager.update(BillGroup, { makerId: group.makerId, id }, { ...after, version: version + 1 }),
      );
      await AuditTrail.write(tx, {
        action: 'billing.group_changed',
        entity: 'bill_group',
        entityId: id,
        before: { name: group.name, whenHeld: group.whenHeld },
        after,
      });
      return getGroup(tx, id);
    });
  }

  /**
   * Adds a contract to a billing group from a month, and moves its drafts for that month and later months to the
   * group's documents.
   * @throws DomainError billing.group_not_found, contracts.contract_not_found, billing.group_terms_differ (with
   *   fields), billing.contract_in_group, billing.group_month_billed, billing.group_document_closed
   */
  join(scope: Scope, groupId: string, contractId: string, from: string): Promise<BillGroupView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const group = await findGroup(tx, groupId);
      await lockWithGroupMembers(tx, [...(await contractsOf(tx, groupId)), contractId]);
      await this.joinWithin(tx, group, contractId, from, '/contractId');
      return getGroup(tx, groupId);
    });
  }

  /**
   * Removes a contract from a billing group. From the given month, the contract is billed separately.
   * @throws DomainError billing.group_not_found, billing.group_not_member, billing.group_document_open,
   *   billing.group_month_billed
   */
  leave(scope: Scope, groupId: string, contractId: string, from: string): Promise<BillGroupView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { makerId } = tx.scope;
      await findGroup(tx, groupId);
      await lockWithGroupMembers(tx, [...(await contractsOf(tx, groupId)), contractId]);
      const [member]: { id: string; number: string; isNever: boolean }[] = await tx.manager.query(
        `select m.id, c.number, lower(m.during) = $4::date as "isNever"
           from bill_group_member m join contract c on c.maker_id = m.maker_id and c.id = m.contract_id
          where m.maker_id = $1 and m.group_id = $2 and m.contract_id = $3 and m.during @> $4::date`,
        [makerId, groupId, contractId, firstDayOf(from)],
      );
      if (!member) throw new DomainError('billing.group_not_member', { month: from });
      const { id, number: contract, isNever } = member;
      const [existing] = await monthsOf(
        tx,
        from,
        'contract_id = $3 and bill_group_id = $4',
        contractId,
        groupId,
      );
      if (existing && isIssued(existing.state)) throw monthBilledError(contract, existing);
      if (existing)
        throw new DomainError('billing.group_document_open', { contract, month: existing.month }, [
          {
            pointer: '/from',
            code: 'billing.group_document_open',
            params: { contract, month: existing.month },
          },
        ]);
      if (isNever) await tx.manager.delete(BillGroupMember, { makerId, id });
      else
        await tx.manager.query(
          `update bill_group_member set during = daterange(lower(during), $3) where maker_id = $1 and id = $2`,
          [makerId, id, firstDayOf(from)],
        );
      await AuditTrail.write(tx, {
        action: 'billing.group_left',
        entity: 'bill_group',
        entityId: groupId,
        after: { contract, from },
      });
      return getGroup(tx, groupId);
    });
  }

  /** Adds a contract to a billing group. @param pointer JSON pointer of the contract in the request */
  private async joinWithin(
    tx: Transaction,
    group: BillGroup,
    contractId: string,
    from: string,
    pointer: string,
  ): Promise<void> {
    const { makerId, id: groupId, customerId } = group;
    const { number: contract, customerId: owner, terms } = await termsOf(tx, contractId, from);
    const differing = owner === customerId ? differences(group, terms) : ['customerId'];
    if (differing.length > 0)
      throw new DomainError(
        'billing.group_terms_differ',
        { contract, group: group.name },
        differing.map((term) => ({ pointer, code: `billing.group_differs_${term}`, params: { contract } })),
      );
    const rejection = (code: string, params: Record<string, string | null>): DomainError =>
      new DomainError(code, params, [{ pointer, code, params }]);
    const [other]: { group: string }[] = await tx.manager.query(
      `select g.name as group from bill_group_member m join bill_group g on g.maker_id = m.maker_id and g.id = m.group_id
        where m.maker_id = $1 and m.contract_id = $2 and m.during && daterange($3, null) limit 1`,
      [makerId, contractId, firstDayOf(from)],
    );
    if (other) throw rejection('billing.contract_in_group', { contract, group: other.group });
    const months = await monthsOf(tx, from, 'contract_id = $3', contractId);
    const decided = months.find(({ state }) => isDecided(state));
    if (decided) throw monthBilledError(contract, decided, pointer);
    const closed = (await monthsOf(tx, from, 'bill_group_id = $3', groupId)).find(({ state }) =>
      isDecided(state),
    );
    if (closed) throw rejection('billing.group_document_closed', { group: group.name, month: closed.month });
    await tx.manager.query(
      `insert into bill_group_member (maker_id, id, group_id, customer_id, contract_id, during)
       values ($1, $2, $3, $4, $5, daterange($6, null))`,
      [makerId, newId(), groupId, customerId, contractId, firstDayOf(from)],
    );
    await AuditTrail.write(tx, {
      action: 'billing.group_joined',
      entity: 'bill_group',
      entityId: groupId,
      after: { contract, from },
    });
    for (const { month } of months) await this.drafts.draftAll(tx, [contractId], month);
  }
}

const isDecided = (state: InvoiceState): boolean => state === 'approved' || isIssued(state);

function monthBilledError(contract: string, { month, number }: MonthBilled, pointer = '/from'): DomainError {
  const params = { contract, month, number };
  return new DomainError('billing.group_month_billed', params, [
    { pointer, code: 'billing.group_month_billed', params },
  ]);
}

interface MonthBilled {
  readonly month: string;
  readonly state: InvoiceState;
  readonly number: string | null;
}

/** Loads invoices of a month and of later months, ordered by month. */
async function monthsOf(
  tx: Transaction,
  from: string,
  condition: string,
  ...values: readonly string[]
): Promise<MonthBilled[]> {
  return tx.manager.query(
    `select to_char(period_from, 'YYYY-MM') as month, state, number from invoice
      where maker_id = $1 and kind = 'invoice' and period_from >= $2 and ${condition} order by period_from, id`,
    [tx.scope.makerId, firstDayOf(from), ...values],
  );
}

/** Returns the contract's terms on the last day of a month. @throws DomainError contracts.contract_not_found */
async function termsOf(
  tx: Transaction,
  contractId: string,
  month: string,
): Promise<{ readonly number: string; readonly customerId: string; readonly terms: GroupTerms }> {
  const contract = await getContract(tx, contractId);
  const { buyerId, paymentDays } = termsOn(
    contract.versions,
    plusDays(daysOfBillingMonth(month, contract).endDay, -1),
  );
  const { number, customerId } = contract;
  return { number, customerId, terms: groupTermsOf({ ...contract, buyerId, paymentDays }) };
}

async function contractsOf(tx: Transaction, groupId: string): Promise<string[]> {
  const members = await tx.manager.findBy(BillGroupMember, { makerId: tx.scope.makerId, groupId });
  return members.map(({ contractId }) => contractId);
}

/** Loads and locks a billing group. @throws DomainError billing.group_not_found */
async function lockGroupRow(tx: Transaction, id: string): Promise<BillGroup> {
  const group = await tx.manager.findOne(BillGroup, {
    where: { makerId: tx.scope.makerId, id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!group) throw new DomainError('billing.group_not_found');
  return group;
}

function validateName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '') throw fault('/name', 'name_missing');
  return trimmed;
}

function fault(pointer: string, what: string): DomainError {
  return new DomainError('billing.group_invalid', {}, [
    { pointer, code: `billing.group_${what}`, params: {} },
  ]);
}

function nameTakenError(name: string): DomainError {
  return new DomainError('billing.group_name_taken', { name }, [
    { pointer: '/name', code: 'billing.group_name_taken', params: { name } },
  ]);
}
