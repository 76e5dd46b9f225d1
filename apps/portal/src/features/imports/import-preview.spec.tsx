/// <reference types="vitest/globals" />
import { page } from 'vitest/browser';
import { renderPortal } from '../../../test/render.js';
import { textsOf } from '../../../test/screen-texts.js';
import { text } from '../../../test/text.js';
import { FilePreview } from './file-preview.js';
import { ImportedCredentials } from './imported-credentials.js';

type Answer = Parameters<typeof FilePreview>[0]['answer'];

type Fault = Answer['faults'][number];

const fault = (row: number, change: Partial<Fault> = {}): Fault => ({
  row,
  column: 'serial',
  field: 'serial',
  value: 'S-1',
  code: 'a_fault.without_text',
  params: {},
  ...change,
});
const COLUMNS = ['serial', 'model'].map((header) => ({ header, field: header }));
const show = async (answer: Partial<Answer>) =>
  (
    await renderPortal(
      <FilePreview answer={{ faults: [], columns: COLUMNS, preview: [], valid: 0, ...answer }} />,
    )
  ).container;

describe('the preview of an imported file', () => {
  it('shows errors by row, with the cell, its column and a suggestion', async () => {
    const container = await show({
      faults: [fault(3, { proposal: 'S-10' }), fault(3, { column: 'model', value: '' }), fault(7)],
    });
    expect(textsOf(container, 'h2')[0]).toContain(text('import.faults', { count: 3 }));
    expect(textsOf(container, 'ol > li')).toEqual([
      `${text('import.row', { row: 3 })}S-1serial a fault without text${text('import.proposal', { value: 'S-10' })}${text('import.emptyCell')}model a fault without text`,
      `${text('import.row', { row: 7 })}S-1serial a fault without text`,
    ]);
  });

  it('shows valid rows with their number in the file, and never rows with errors', async () => {
    const container = await show({
      faults: [fault(3)],
      preview: [
        { row: 2, cells: ['S-1', 'BH75'] },
        { row: 3, cells: ['S-2', 'BH75'] },
        { row: 4, cells: ['S-3'] },
      ],
      valid: 2,
    });
    expect([...container.querySelectorAll('tbody tr')].map((row) => textsOf(row, 'td'))).toEqual([
      ['2', 'S-1', 'BH75'],
      ['4', 'S-3', ''],
    ]);
  });

  it.each([
    [0, [fault(2)], 0],
    [2, [] as Fault[], 1],
  ])('with %i valid rows has a table only if it is useful', async (valid, faults, tables) => {
    const container = await show({ valid, faults });
    expect(container.querySelectorAll('table')).toHaveLength(tables);
    expect(container.querySelectorAll('ol')).toHaveLength(faults.length);
  });
});

describe('the credentials of imported machines', () => {
  it('are saved as a CSV file with complete topics and unchanged passwords', async () => {
    const saved: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
      saved.push(file as Blob);
      return 'blob:saved';
    });
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    const credential = {
      id: 'c-1',
      deviceId: 'd-1',
      createdAt: '2026-11-25T08:00:00Z',
      username: 'u-1',
      topic: 'v1/d-1',
      commandTopic: 'v1/d-1/commands',
    };
    await renderPortal(
      <ImportedCredentials
        credentials={[
          { ...credential, serial: '=SUM(A1)', password: '=p,"w"' },
          { ...credential, serial: 'S-2', password: 'plain' },
        ]}
      />,
    );
    await page.getByRole('button', { name: text('maker:import.saveCredentials') }).click();
    expect(click).toHaveBeenCalledTimes(1);
    const [head, first, second] = (await saved[0]!.text()).split('\r\n');
    expect(head).toBe('serial,username,password,telemetryTopic,commandTopic');
    // A spreadsheet would run the serial number as a formula; the password must stay as it is.
    expect(first).toMatch(/^"?'=SUM\(A1\)"?,u-1,"=p,""w""",v1\/d-1\/telemetry,v1\/d-1\/commands$/);
    expect(second).toBe('S-2,u-1,plain,v1/d-1/telemetry,v1/d-1/commands');
    vi.restoreAllMocks();
  });
});
