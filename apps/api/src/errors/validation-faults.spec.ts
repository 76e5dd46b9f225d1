import 'reflect-metadata';
import { plainToInstance, Type } from 'class-transformer';
import {
  IsArray,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
  validateSync,
  ValidateNested,
} from 'class-validator';
import { toFieldFaults } from './validation-faults.js';
import { createValidationPipe } from './validation.pipe.js';

class Part {
  @IsInt()
  @Min(1)
  @Max(9)
  quantity: number;
}

class Order {
  @IsEmail()
  @MaxLength(10)
  email: string;

  @IsOptional()
  @IsIn(['air', 'sea'])
  way?: string;

  @IsOptional()
  @Matches(/^\d{1,15}(\.\d{1,8})?$/)
  price?: string;

  @IsOptional()
  @Matches(/^[A-Za-z0-9._-]{1,64}$/)
  code?: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Part)
  parts: Part[];
}

function faultsOf(sent: object): ReturnType<typeof toFieldFaults> {
  return toFieldFaults(
    validateSync(plainToInstance(Order, sent), { whitelist: true, forbidNonWhitelisted: true }),
  );
}

const right = { email: 'a@b.cd', parts: [{ quantity: 1 }] };

describe('validation errors', () => {
  it('are absent for valid input', () => {
    expect(faultsOf(right)).toEqual([]);
  });

  it('contain the values of their text', () => {
    expect(faultsOf({ ...right, email: 'somebody@example.com', way: 'rail' })).toEqual([
      { pointer: '/email', code: 'validation.max_length', params: { max: 10 } },
      { pointer: '/way', code: 'validation.is_in', params: { values: 'air, sea' } },
    ]);
  });

  it('point into lists', () => {
    expect(faultsOf({ ...right, parts: [{ quantity: 1 }, { quantity: 10 }] })).toEqual([
      { pointer: '/parts/1/quantity', code: 'validation.max', params: { max: 9 } },
    ]);
  });

  it.each([
    ['', 'validation.is_not_empty'],
    ['1,5', 'validation.is_decimal'],
  ])('state the expected format instead of "%s"', (price, code) => {
    expect(faultsOf({ ...right, price })).toEqual([expect.objectContaining({ pointer: '/price', code })]);
  });

  it('report a pattern that has no text of its own', () => {
    expect(faultsOf({ ...right, code: '?' })).toEqual([
      { pointer: '/code', code: 'validation.matches', params: {} },
    ]);
  });

  it('keep the values of their text on the way through the pipe', async () => {
    const rejected = createValidationPipe().transform(
      { ...right, email: 'somebody@example.com' },
      { type: 'body', metatype: Order },
    );
    await expect(rejected).rejects.toMatchObject({
      fields: [{ pointer: '/email', code: 'validation.max_length', params: { max: 10 } }],
    });
  });

  it('report a missing field once', () => {
    expect(faultsOf({ parts: [] })).toEqual([{ pointer: '/email', code: 'validation.required' }]);
  });

  it('escape JSON pointers', () => {
    expect(faultsOf({ ...right, 'a/b~c': 1 })).toEqual([
      { pointer: '/a~1b~0c', code: 'validation.unknown_field' },
    ]);
  });
});

describe('invalid input', () => {
  const rejection = (sent: object): Promise<unknown> =>
    createValidationPipe()
      .transform(sent, { type: 'body', metatype: Order })
      .then(
        () => 'taken',
        (error: unknown) => (error as { code: string }).code,
      );

  it.each([
    ['api.request_invalid', { ...right, email: 'nobody' }],
    ['api.field_unknown', { ...right, emial: 'a@b.cd' }],
    ['api.field_unknown', { ...right, email: 'nobody', parts: [{ quantity: 1, colour: 'red' }] }],
  ])('is rejected as %s', async (code, sent) => expect(await rejection(sent)).toBe(code));
});
