import { Injectable } from '@nestjs/common';
import { Customer } from '#customers';
import { getSeller } from '#invoicing';
import { DomainError, type Page, type Scope, UnitOfWork } from '#platform';
import type { AccountBalance } from '../domain/ledger/account-balances.js';
import { type AllocationView, listAllocations } from '../payments/payments.queries.js';
import { type AnnouncedDebit, findAnnouncedDebit } from '../direct-debits/announced-debit.queries.js';
import {
  findOpenItem,
  listOpenItems,
  type OpenItemFilter,
  type OpenItemView,
} from '../payments/open-items.queries.js';
import { findRefundable, type Refundable } from '../refunds/refundable.js';
import { listRefundsOf, type RefundView } from '../refunds/refunds.queries.js';
import { listWriteOffsOf, type WriteOffView } from '../write-offs/write-offs.queries.js';
import {
  type AccountStatementLine,
  type AccountStatementQuery,
  loadBalanceBefore,
  loadStatementLines,
} from './account-statement.queries.js';
import {
  type AgeingQuery,
  type AgeingRow,
  loadAgeing,
  loadUnknownMoney,
  type UnknownMoney,
} from './ageing.queries.js';
import { loadTaxSummary, type TaxSummaryQuery, type TaxSummaryRow } from './tax-summary.queries.js';
import { loadTrialBalance } from './trial-balance.queries.js';

/** Open amounts by customer, and unapplied payments without a known customer. */
export interface Ageing {
  readonly rows: readonly AgeingRow[];
  readonly unknownMoney: readonly UnknownMoney[];
}

/** The account of a customer between two days, in minor units. */
export interface AccountStatement {
  readonly openingMinor: string;
  readonly closingMinor: string;
  readonly lines: readonly AccountStatementLine[];
}

/** Balances of the accounts of a legal entity. */
export interface TrialBalance {
  readonly booksCurrency: string;
  readonly balances: readonly AccountBalance[];
}

/** Payable taxes of a legal entity. */
export interface TaxSummary {
  readonly booksCurrency: string;
  readonly rows: readonly TaxSummaryRow[];
}

/** The open amount of a document, with its allocations and write-offs. */
export interface OpenItemDetail extends OpenItemView {
  /** The collection that the document announces; null if it announces no collection. */
  readonly directDebit: AnnouncedDebit | null;
  readonly allocations: readonly AllocationView[];
  /** In the order in which they were requested, including rejected and undone write-offs; empty for customers. */
  readonly writeOffs: readonly WriteOffView[];
  /** Refunds of a credit note, in the order in which they were requested; empty for customers. */
  readonly refunds: readonly RefundView[];
  /** Largest possible refund of a credit note; null if no amount can be refunded, and for customers. */
  readonly refundable: Refundable | null;
}

/** Lists open documents, and creates reports about receivables. */
@Injectable()
export class ReceivablesReportsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Lists documents with their open amounts. Customers see their own documents.
   * @throws DomainError api.sort_unknown, platform.cursor_invalid
   */
  listItems(scope: Scope, filter: OpenItemFilter): Promise<Page<OpenItemView>> {
    return this.unitOfWork.run(scope, (tx) => listOpenItems(tx, filter));
  }

  /** @throws DomainError receivables.item_not_found if the document is not issued, or not visible */
  getItem(scope: Scope, documentId: string): Promise<OpenItemDetail> {
    return this.unitOfWork.run(scope, async (tx) => {
      const item = await findOpenItem(tx, documentId);
      if (!item) throw new DomainError('receivables.item_not_found');
      const allocations = await listAllocations(tx, { documentId });
      const directDebit = await findAnnouncedDebit(tx, documentId);
      if (scope.customers !== 'all')
        return { ...item, directDebit, allocations, writeOffs: [], refunds: [], refundable: null };
      const sourceId = { paymentId: null, documentId };
      return {
        ...item,
        directDebit,
        allocations,
        writeOffs: await listWriteOffsOf(tx, documentId),
        refunds: await listRefundsOf(tx, sourceId),
        refundable: await findRefundable(tx, {
          kind: 'credit_note',
          id: documentId,
          sourceId,
          legalEntityId: item.legalEntity.id,
          customerId: item.customer.id,
          currency: item.currency,
          leftMinor: -BigInt(item.openMinor),
        }),
      };
    });
  }

  /** Sums open amounts by customer and currency, now or as of a past posting date. */
  ageing(scope: Scope, query: AgeingQuery): Promise<Ageing> {
    return this.unitOfWork.run(scope, async (tx) => ({
      rows: await loadAgeing(tx, query),
      unknownMoney: await loadUnknownMoney(tx, query),
    }));
  }

  /**
   * Sums the journal of a legal entity by account, with the current numbers of its chart of accounts.
   * @param asOf posting date, inclusive
   * @throws DomainError organization.legal_entity_not_found
   */
  trialBalance(scope: Scope, legalEntityId: string, asOf: string): Promise<TrialBalance> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { currency } = await getSeller(tx, legalEntityId);
      return {
        booksCurrency: currency,
        balances: await loadTrialBalance(tx, legalEntityId, asOf),
      };
    });
  }

  /**
   * Sums taxes that are payable by posting month, category and rate, with their documents.
   * @throws DomainError organization.legal_entity_not_found
   */
  taxSummary(scope: Scope, query: TaxSummaryQuery): Promise<TaxSummary> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { currency } = await getSeller(tx, query.legalEntityId);
      return { booksCurrency: currency, rows: await loadTaxSummary(tx, query) };
    });
  }

  /** Returns a customer's account between two days. @throws DomainError customers.customer_not_found */
  accountStatement(scope: Scope, query: AccountStatementQuery): Promise<AccountStatement> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { customerId: id } = query;
      const isKnown = await tx.manager.existsBy(Customer, { makerId: scope.makerId, id });
      if (!isKnown) throw new DomainError('customers.customer_not_found', { id });
      const opening = await loadBalanceBefore(tx, query);
      let balance = opening;
      const lines = (await loadStatementLines(tx, query)).map((line) => {
        balance += BigInt(line.amountMinor);
        return { ...line, balanceMinor: balance.toString() };
      });
      return { openingMinor: opening.toString(), closingMinor: balance.toString(), lines };
    });
  }
}
