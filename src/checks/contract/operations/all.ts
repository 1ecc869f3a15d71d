// Every operation that the contract differentiates.
import type { Operation } from '../operationCheck'
import { choosingOperations } from './choosing'
import { kernelOperations } from './kernels'
import { pictureOperations } from './pictures'
import { plainOperations } from './plain'

export const operations: Record<string, Operation> = {
  ...plainOperations,
  ...choosingOperations,
  ...pictureOperations,
  ...kernelOperations,
}
