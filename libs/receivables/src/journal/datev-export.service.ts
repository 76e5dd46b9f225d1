import { Injectable } from '@nestjs/common';
import {
  type AccountKey,
  findLedgerAccount,
  findMissingAccounts,
  getSeller,
  type JournalPeriod,
  listUsedAccounts,
  loadChart,
  type NumberedAccount,
} from '#invoicing';
import { assertNoFaults, DomainError, groupBy, type Scope, type Transaction, UnitOfWork } from '#platform';
import {
  findDatevNumberFaults,
  findFiscalYearFaults,
  fiscalYearStart,
  missingAccountFaults,
} from '../domain/datev/datev-faults.js';
import {
  type DatevBatch,
  fitsDatev,
  MAX_DATEV_BOOKINGS,
  writeDatevBooking,
  writeDatevHead,
} from '../domain/datev/datev-file.js';
import { splitEntry } from '../domain/datev/split-entry.js';
import { findPeriodFaults } from '../domain/journal-export/export-period.js';
import type { JournalLine } from '../domain/journal-export/journal-table.js';
import { LegalEntityDatevSettings } from '../entities/datev-settings.entity.js';
import { readJournal } from './read-journal.js';

/** Exports the journal of a legal entity as a booking batch for DATEV. */
@Injectable()
export class DatevExportService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Writes a file in Windows-1252. If the export fails, no file is written, because DATEV would import an incomplete
   * file without an error.
   * @throws DomainError receivables.period_invalid, receivables.datev_settings_missing,
   * receivables.account_numbers_missing or receivables.datev_accounts_invalid (each with fields),
   * receivables.datev_too_many_bookings, receivables.datev_amount_too_large, organization.legal_entity_not_found
   */
  async write(scope: Scope, query: JournalPeriod): Promise<Buffer> {
    assertNoFaults('receivables.period_invalid', findPeriodFaults(query));
    const { batch, chart } = await this.unitOfWork.run(scope, (tx) => prepare(tx, query));
    const pieces = [Buffer.from(writeDatevHead(batch), 'latin1')];
    let count = 0;
    for await (const lines of readJournal(this.unitOfWork, scope, query)) {
      const rows = [...groupBy(lines, ({ entryId }) => entryId).values()].flatMap((entry) =>
        toBookings(chart, entry),
      );
      count += rows.length;
      if (count > MAX_DATEV_BOOKINGS)
        throw new DomainError('receivables.datev_too_many_bookings', { max: MAX_DATEV_BOOKINGS });
      pieces.push(Buffer.from(rows.join(''), 'latin1'));
    }
    return Buffer.concat(pieces);
  }
}

/** Checks everything that can prevent the export, before the journal is read. */
async function prepare(
  tx: Transaction,
  query: JournalPeriod,
): Promise<{ readonly batch: DatevBatch; readonly chart: readonly NumberedAccount[] }> {
  const { legalEntityId, from, to } = query;
  const { currency, fiscalYearMonth } = await getSeller(tx, legalEntityId);
  assertNoFaults('receivables.period_invalid', findFiscalYearFaults(query, fiscalYearMonth));
  const settings = await tx.manager.findOneBy(LegalEntityDatevSettings, {
    makerId: tx.scope.makerId,
    legalEntityId,
  });
  if (!settings) throw new DomainError('receivables.datev_settings_missing');
  const chart = await loadChart(tx, legalEntityId);
  const used = await listUsedAccounts(tx, query);
  assertNoFaults(
    'receivables.account_numbers_missing',
    missingAccountFaults(findMissingAccounts(chart, used)),
  );
  const accounts = used.map((line) => accountOf(chart, line));
  assertNoFaults(
    'receivables.datev_accounts_invalid',
    findDatevNumberFaults(accounts, settings.accountLength),
  );
  return {
    chart,
    batch: {
      ...settings,
      fiscalYearStart: fiscalYearStart(from, fiscalYearMonth),
      from,
      to,
      booksCurrency: currency,
      createdAt: tx.now.toISOString(),
    },
  };
}

function toBookings(chart: readonly NumberedAccount[], entry: readonly JournalLine[]): string[] {
  const pairs = splitEntry(entry.map((line) => ({ ...line, number: accountOf(chart, line).number })));
  const { booksCurrency, postingDate } = entry[0]!;
  const first = (field: 'document' | 'payment' | 'customer'): string =>
    entry.map((line) => line[field]).find((text) => text !== '') ?? '';
  return pairs
    .map((pair) => {
      if (!fitsDatev(pair.booksAmountMinor, booksCurrency))
        throw new DomainError('receivables.datev_amount_too_large');
      return writeDatevBooking({
        ...pair,
        booksCurrency,
        postingDate,
        reference: first('document') || first('payment'),
        text: first('customer'),
      });
    })
    .filter((row) => row !== '');
}

/** @throws DomainError receivables.account_numbers_missing if an entry was posted to a new class in the meantime */
function accountOf(chart: readonly NumberedAccount[], line: AccountKey): NumberedAccount {
  const found = findLedgerAccount(chart, line);
  if (!found) throw new DomainError('receivables.account_numbers_missing', {}, missingAccountFaults([line]));
  return found;
}
