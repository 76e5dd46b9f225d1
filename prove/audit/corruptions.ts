/** PL/pgSQL snippets on `new`, a line being written, that simulate faulty drafting code. */

/** Multiplies a number in the line's pricing data. */
export function multiplyPrice(path: string, factor: string): string {
  return `
    if new.snapshot #>> '{${path}}' is not null then
      new.snapshot := jsonb_set(new.snapshot, '{${path}}',
        to_jsonb(trim_scale((new.snapshot #>> '{${path}}')::numeric * ${factor})::text));
    end if;`;
}

/** Multiplies the billed amount, and sets the amount due on the line to the same value. */
export function multiplyAmount(factor: string): string {
  return `
    if new.amount_minor is not null then
      new.amount_minor := round(new.amount_minor * ${factor});
      new.snapshot := jsonb_set(new.snapshot, '{standing}', to_jsonb(trim_scale(new.amount_minor / 100.0)::text));
    end if;`;
}

export function ifLineKind(kind: 'base' | 'usage', body: string): string {
  return `if new.kind = '${kind}' then ${body} end if;`;
}

/** Appends a line with a fixed amount, and adds the amount to the invoice's total. */
export function appendLine(kind: 'base' | 'kit', chargeKey: string | null, amountMinor: number): string {
  return `
    if new.position = 1 then
      insert into invoice_line (maker_id, id, invoice_id, position, kind, params, amount_minor, state, charge_key, component)
      values (new.maker_id, gen_random_uuid(), new.invoice_id, 90, '${kind}', '{}', ${amountMinor}, 'fixed',
              ${chargeKey === null ? 'null' : `'${chargeKey}'`}, ${chargeKey === null ? 'null' : `'fee'`});
      update invoice set total_minor = total_minor + ${amountMinor} where id = new.invoice_id;
    end if;`;
}
