import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { NumberField, type NumberFieldProps } from './entry/number-field.js';

interface FormRowsProps {
  readonly count: number;
  /** Fields of a row. */
  readonly children: (row: number) => ReactNode;
  readonly onRemove: (row: number) => void;
  readonly onAdd: () => void;
  readonly addLabel: string;
  readonly removeLabel: string;
  /** Whether at least one row must remain. */
  readonly requiresOne?: boolean;
  readonly addVariant: 'default' | 'subtle';
  readonly rowClass: string | undefined;
}

/** Rows of fields: new rows are added at the end, and each row can be removed. */
export function FormRows({ count, children, onRemove, onAdd, ...props }: FormRowsProps) {
  return (
    <>
      {Array.from({ length: count }, (_, row) => (
        <div key={row} className={props.rowClass}>
          {children(row)}
          <ActionIcon
            variant="subtle"
            className={row === 0 ? 'beside-field' : undefined}
            aria-label={props.removeLabel}
            disabled={props.requiresOne === true && count === 1}
            onClick={() => onRemove(row)}
          >
            <IconTrash size={16} stroke={1.75} />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button variant={props.addVariant} size="xs" leftSection={<IconPlus size={14} />} onClick={onAdd}>
          {props.addLabel}
        </Button>
      </div>
    </>
  );
}

/** A number in a row; only the first row shows its label. */
export function RowNumberField({
  row,
  label,
  ...input
}: Omit<NumberFieldProps, 'label'> & { readonly row: number; readonly label: string }) {
  return <NumberField label={row === 0 ? label : undefined} aria-label={label} {...input} />;
}
