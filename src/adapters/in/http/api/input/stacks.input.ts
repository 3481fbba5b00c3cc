import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, MaxLength, MinLength } from 'class-validator';

const MOST_STACKS = 1_000;
const LONGEST_PATH = 4_096;

/** Names or paths of stacks. */
export const Stacks = (): PropertyDecorator => (target, property) => {
  const rules = [
    MaxLength(LONGEST_PATH, { each: true }),
    MinLength(1, { each: true }),
    IsString({ each: true }),
    ArrayMaxSize(MOST_STACKS),
    ArrayMinSize(1),
    IsArray(),
  ];
  for (const rule of rules) rule(target, property);
};
