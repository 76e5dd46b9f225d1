import { Injectable } from '@nestjs/common';
import { getSeller, type JournalPeriod, loadChart } from '#invoicing';
import { assertNoFaults, type CsvFormulas, csvLine, markUtf8, type Scope, UnitOfWork } from '#platform';
import { findPeriodFaults } from '../domain/journal-export/export-period.js';
import { JOURNAL_COLUMNS, toJournalRow } from '../domain/journal-export/journal-table.js';
import { readJournal } from './read-journal.js';

/** Exports the journal of a legal entity as a table, with the current numbers of its chart of accounts. */
@Injectable()
export class JournalExportService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Opens a CSV file with a row per journal line, in the order of posting dates.
   * @returns pieces of the file, each with the lines of some entries
   * @throws DomainError receivables.period_invalid (with fields), organization.legal_entity_not_found
   */
  async openCsv(scope: Scope, query: JournalPeriod, formulas: CsvFormulas): Promise<AsyncGenerator<string>> {
    assertNoFaults('receivables.period_invalid', findPeriodFaults(query));
    const chart = await this.unitOfWork.run(scope, async (tx) => {
      await getSeller(tx, query.legalEntityId);
      return loadChart(tx, query.legalEntityId);
    });
    const batches = readJournal(this.unitOfWork, scope, query);
    return (async function* () {
      yield markUtf8(csvLine(JOURNAL_COLUMNS, { formulas }));
      for await (const lines of batches)
        yield lines.map((line) => csvLine(toJournalRow(chart, line), { formulas })).join('');
    })();
  }
}
