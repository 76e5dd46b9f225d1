import { Injectable } from '@nestjs/common';
import {
  changedFields,
  DomainError,
  ensureVersion,
  newId,
  mapConstraintViolations,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { AuditTrail } from '../audit/audit-trail.js';
import { type BankAccount, normaliseAccount } from '../domain/bank-accounts/bank-account.js';
import { defaultLimit } from '../domain/four-eyes.js';
import { chooseSeriesPrefix } from '../domain/series-prefix.js';
import { LegalEntity } from '../entities/legal-entity.entity.js';
import { currentAccounts } from './bank-accounts.queries.js';
import { lockAccountHolder, proposeAccount } from './bank-accounts.service.js';

/** Fields that are printed on the legal entity's documents, or determine their numbers or how they are sent. */
type PrintedFields = Pick<
  LegalEntity,
  | 'taxIds'
  | 'street'
  | 'postalCode'
  | 'city'
  | 'registrations'
  | 'email'
  | 'seriesPrefix'
  | 'fiscalYearMonth'
  | 'mailsDocuments'
>;

/**
 * A new legal entity. If `seriesPrefix` is omitted, it is the country code, followed by a number if another entity has
 * this prefix.
 */
export interface NewLegalEntity extends Partial<PrintedFields> {
  readonly id?: string;
  /** Its first bank account, for documents in all currencies. */
  readonly bankAccount?: BankAccount;
  readonly name: string;
  readonly country: string;
  /** ISO 4217 code of the accounting currency. */
  readonly currency: string;
  readonly zone: string;
}

/** Changes to a legal entity. Its country and currency can't change, because issued documents depend on them. */
export type LegalEntityChanges = Partial<Pick<LegalEntity, 'name' | 'zone'> & PrintedFields>;

/** A legal entity with the bank account that its documents print today in its accounting currency. */
export type LegalEntityView = LegalEntity & { readonly bankAccount: BankAccount };

/** Manages the maker's legal entities. */
@Injectable()
export class LegalEntitiesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(scope: Scope): Promise<LegalEntityView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const entities = await tx.manager.find(LegalEntity, {
        where: { makerId: scope.makerId },
        order: { name: 'asc', id: 'asc' },
      });
      const accounts = await currentAccounts(tx);
      return entities.map((entity) => ({ ...entity, bankAccount: accounts.get(entity.id) ?? {} }));
    });
  }

  /** @throws DomainError `organization.series_prefix_taken`, `organization.bank_account_invalid` */
  create(
    scope: Scope,
    { id = newId(), bankAccount = {}, ...wanted }: NewLegalEntity,
  ): Promise<LegalEntityView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { name, country, currency, zone } = wanted;
      const fields = {
        name,
        country,
        currency,
        zone,
        taxIds: wanted.taxIds ?? {},
        street: wanted.street ?? '',
        postalCode: wanted.postalCode ?? '',
        city: wanted.city ?? '',
        registrations: wanted.registrations ?? {},
        email: wanted.email ?? '',
        seriesPrefix: wanted.seriesPrefix ?? chooseSeriesPrefix(country, await listSeriesPrefixes(tx)),
        fiscalYearMonth: wanted.fiscalYearMonth ?? 1,
        mailsDocuments: wanted.mailsDocuments ?? false,
        fourEyesLimit: defaultLimit(currency),
      };
      const entity: LegalEntity = { makerId: scope.makerId, id, ...fields, version: 1 };
      await mapConstraintViolations(prefixConstraintErrors(fields.seriesPrefix), () =>
        tx.manager.insert(LegalEntity, entity),
      );
      await AuditTrail.write(tx, {
        action: 'organization.legal_entity_created',
        entity: 'legal_entity',
        entityId: id,
        after: fields,
      });
      if (isGiven(bankAccount)) await proposeFirstAccount(tx, id, bankAccount);
      return { ...entity, bankAccount: (await currentAccounts(tx)).get(id) ?? {} };
    });
  }

  /**
   * Changes a legal entity. Documents that were already issued don't change.
   * @param bankAccount must equal the current one, because changing it takes two people
   * @throws DomainError `organization.legal_entity_not_found`, `platform.version_mismatch`,
   *   `organization.series_prefix_taken`, `organization.bank_account_needs_approval`
   */
  change(
    scope: Scope,
    id: string,
    version: number,
    { bankAccount, ...wanted }: LegalEntityChanges & { readonly bankAccount?: BankAccount },
  ): Promise<LegalEntityView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const entity = await tx.manager.findOne(LegalEntity, {
        where: { makerId: scope.makerId, id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!entity) throw new DomainError('organization.legal_entity_not_found', { id });
      ensureVersion(entity.version, version);
      const current = (await currentAccounts(tx)).get(id) ?? {};
      if (bankAccount) assertSameAccount(current, bankAccount);
      const { before, after } = changedFields<LegalEntityChanges>(entity, wanted);
      Object.assign(entity, after, { version: version + 1 });
      const key = { makerId: scope.makerId, id };
      await mapConstraintViolations(prefixConstraintErrors(entity.seriesPrefix), () =>
        tx.manager.update(LegalEntity, key, { ...after, version: entity.version }),
      );
      await AuditTrail.write(tx, {
        action: 'organization.legal_entity_changed',
        entity: 'legal_entity',
        entityId: id,
        before,
        after,
      });
      return { ...entity, bankAccount: current };
    });
  }
}

const isGiven = ({ bank, account, bic }: BankAccount): boolean =>
  [bank, account, bic].some((value) => (value ?? '').trim() !== '');

/** Stores the bank account of a new legal entity, for documents in all currencies. */
async function proposeFirstAccount(tx: Transaction, id: string, bankAccount: BankAccount): Promise<void> {
  const terms = { currency: null, validFrom: null, validTo: null };
  const proposed = { ...bankAccount, ...terms, account: bankAccount.account ?? '' };
  await proposeAccount(tx, await lockAccountHolder(tx, id), proposed, '/bankAccount');
}

/** @throws DomainError `organization.bank_account_needs_approval` */
function assertSameAccount(current: BankAccount, wanted: BankAccount): void {
  const textOf = ({ bank = '', account = '', bic = '' }: BankAccount): string =>
    [bank.trim(), normaliseAccount(account), normaliseAccount(bic)].join();
  if (textOf(current) === textOf(wanted)) return;
  const code = 'organization.bank_account_needs_approval';
  throw new DomainError(code, {}, [{ pointer: '/bankAccount/account', code }]);
}

async function listSeriesPrefixes(tx: Transaction): Promise<string[]> {
  const entities = await tx.manager.find(LegalEntity, { where: { makerId: tx.scope.makerId } });
  return entities.map(({ seriesPrefix }) => seriesPrefix);
}

function prefixConstraintErrors(prefix: string) {
  const code = 'organization.series_prefix_taken';
  return {
    legal_entity_series_uq: () =>
      new DomainError(code, { prefix }, [{ pointer: '/seriesPrefix', code, params: { prefix } }]),
  };
}
