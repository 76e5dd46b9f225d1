/// <reference types="vitest/globals" />
import i18next from 'i18next';
import { page, userEvent } from 'vitest/browser';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import { FormDialog } from '../form-dialog.js';
import { useServerForm } from '../use-server-form.js';
import { AmountField, NumberField, type NumberFieldProps } from './number-field.js';

const NBSP = '\u00a0';

interface PriceFormProps extends NumberFieldProps {
  readonly initial?: string;
  readonly send?: (values: { price: string }) => Promise<unknown>;
}

/** A form with a number, which shows the value that it would send. */
function PriceForm({ initial = '', send = () => Promise.resolve(), ...props }: PriceFormProps) {
  const { form, ...state } = useServerForm({ price: initial }, send);
  return (
    <FormDialog title="Price" verb="Save" {...state} onSubmit={state.submit} onClose={() => undefined}>
      <NumberField label="Unit price" {...props} {...form.getInputProps('price')} />
      <input aria-label="Other" defaultValue="" />
      <output>{form.values.price}</output>
    </FormDialog>
  );
}

const field = () => page.getByLabelText('Unit price');
const other = () => page.getByLabelText('Other');
const sent = () => page.getByRole('status');

async function type(typed: string): Promise<void> {
  await field().click();
  await userEvent.keyboard(typed);
}

/** Copies text from another input of the page into the field. */
async function paste(copied: string): Promise<void> {
  await other().fill(copied);
  await userEvent.tripleClick(other());
  await userEvent.copy();
  await field().click();
  await userEvent.paste();
}

describe('a number field', () => {
  it.each([
    ['en', '1,234.5', '1234.5', '1,234.5'],
    ['zh', '1，234．5', '1234.5', '1,234.5'],
    ['id', '1.234,5', '1234.5', '1.234,5'],
    ['pl', '12 345,50', '12345.50', `12${NBSP}345,50`],
    ['pl', '12.5', '12.5', '12,5'],
  ])('is typed and shown in the notation of %s: %s', async (language, typed, value, shown) => {
    await i18next.changeLanguage(language);
    await renderPortal(<PriceForm />);
    await type(typed);
    await expect.element(sent()).toHaveTextContent(value);
    await other().click();
    await expect.element(field()).toHaveValue(shown);
    await expect.element(field()).toBeValid();
  });

  it('shows no separators of thousands while it is edited', async () => {
    await renderPortal(<PriceForm initial="1234567.50" />);
    await expect.element(field()).toHaveValue('1,234,567.50');
    await field().click();
    await expect.element(field()).toHaveValue('1234567.50');
    await other().click();
    await expect.element(field()).toHaveValue('1,234,567.50');
    await expect.element(sent()).toHaveTextContent('1234567.50');
  });

  it('is replaced by what is typed after Tab, or into a selection', async () => {
    await renderPortal(<PriceForm initial="1234567.50" />);
    await other().click();
    await userEvent.tab({ shift: true });
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('8');
    await expect.element(field()).toHaveValue('8');
    await other().click();
    await field().fill('9');
    await expect.element(sent()).toHaveTextContent(/^9$/);
  });

  it('has its unit beside the number and in its name, and accepts it in the text', async () => {
    await renderPortal(<PriceForm unit="PLN" />);
    await expect.element(page.getByRole('textbox', { name: 'Unit price, PLN', exact: true })).toBeVisible();
    await type('12.50 PLN');
    await expect.element(sent()).toHaveTextContent('12.50');
  });

  it('is refused when it is left or sent, but not while it is typed', async () => {
    const send = vi.fn(() => Promise.resolve());
    await renderPortal(<PriceForm send={send} />);
    await type('12x');
    await expect.element(field()).not.toHaveAttribute('aria-invalid');
    await userEvent.keyboard('{Enter}');
    await expect
      .element(field())
      .toHaveAccessibleDescription(text('entry.number.malformed', { example: '1,234.56' }));
    await expect.element(page.getByRole('alert')).toHaveTextContent(text('form.fieldsNeedYou', { count: 1 }));
    await expect.element(field()).toHaveFocus();
    expect(send).not.toHaveBeenCalled();
    await userEvent.keyboard('{Backspace}{Enter}');
    await expect.poll(() => send).toHaveBeenCalledWith({ price: '12' });
  });

  it.each([
    [{ min: 1 }, '0', 'min', { min: '1' }],
    [{ max: 100 }, '1000', 'max', { max: '100' }],
    [{ min: -90, max: 90 }, '90.5', 'range', { min: '\u221290', max: '90' }],
    [{ decimals: 2 }, '1.005', 'decimals', { count: 2 }],
    [{ decimals: 0 }, '1.5', 'whole', {}],
  ])('with %j refuses %s in words', async (limits, typed, fault, params) => {
    await renderPortal(<PriceForm {...limits} />);
    await type(typed);
    await other().click();
    await expect.element(field()).toHaveAccessibleDescription(text(`entry.number.${fault}`, params));
  });

  it('refuses pasted text with two readings at once, and says both', async () => {
    await i18next.changeLanguage('pl');
    await renderPortal(<PriceForm />);
    await paste('1,234');
    await expect
      .element(field())
      .toHaveAccessibleDescription(
        text('entry.number.ambiguous', { text: '1,234', whole: '1234', fraction: '1,2340' }),
      );
    await userEvent.keyboard('0');
    await other().click();
    await expect.element(sent()).toHaveTextContent('1.2340');
    await expect.element(field()).toBeValid();
  });

  it('accepts pasted text in another notation if it has one reading', async () => {
    await i18next.changeLanguage('id');
    await renderPortal(<PriceForm />);
    await paste('1,234.56');
    await other().click();
    await expect.element(field()).toHaveValue('1.234,56');
    await expect.element(sent()).toHaveTextContent('1234.56');
  });

  it('shows a value that the form replaced instead of what was typed', async () => {
    function Resettable() {
      const { form } = useServerForm({ price: '1' }, () => Promise.resolve());
      return (
        <>
          <NumberField label="Unit price" {...form.getInputProps('price')} />
          <button type="button" onClick={() => form.setFieldValue('price', '7.5')}>
            Reset
          </button>
        </>
      );
    }
    await renderPortal(<Resettable />);
    await type('2x');
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect.element(field()).toHaveValue('7.5');
    await expect.element(field()).toBeValid();
  });
});

describe('an amount field', () => {
  it.each([
    ['PLN', '1.005', 2],
    ['JPY', '1.5', 0],
    ['KWD', '1.0005', 3],
  ])('has the decimals of %s', async (currency, typed, count) => {
    await renderPortal(
      <>
        <AmountField label="Unit price" currency={currency} />
        <input aria-label="Other" />
      </>,
    );
    await type(typed);
    await other().click();
    await expect
      .element(field())
      .toHaveAccessibleDescription(text(`entry.number.${count === 0 ? 'whole' : 'decimals'}`, { count }));
  });
});
