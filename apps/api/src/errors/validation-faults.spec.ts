import 'reflect-metadata';
import { plainToInstance, Type } from 'class-transformer';
import {
  IsArray,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  Max,
  MaxLength,
  Min,
  validateSync,
  ValidateNested,
} from 'class-validator';
import { toFieldFaults } from './validation-faults.js';

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

describe('faults of what was sent', () => {
  it('are none when nothing is wrong', () => {
    expect(faultsOf(right)).toEqual([]);
  });

  it('carry what their text shows', () => {
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

  it('say once that something is missing', () => {
    expect(faultsOf({ parts: [] })).toEqual([{ pointer: '/email', code: 'validation.required' }]);
  });

  it('escape what a pointer is made of', () => {
    expect(faultsOf({ ...right, 'a/b~c': 1 })).toEqual([
      { pointer: '/a~1b~0c', code: 'validation.unknown_field' },
    ]);
  });
});
