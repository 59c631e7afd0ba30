import { TensorProto_DataType as DataType } from '../../model/onnx_pb.js';
import type { EngineTensor } from '../engine.js';

/** ONNX's numbers of the types that an engine takes and gives. */
export const onnxTypes: Readonly<Record<EngineTensor['type'], number>> = {
  float32: DataType.FLOAT,
  float64: DataType.DOUBLE,
  uint8: DataType.UINT8,
  int8: DataType.INT8,
  int32: DataType.INT32,
  int64: DataType.INT64,
  bool: DataType.BOOL,
};

/** The types of TensorFlow.js, and the names that its graphs have for them. */
export const tensorflowTypes = { float32: 'DT_FLOAT', int32: 'DT_INT32', bool: 'DT_BOOL' } as const;
export type TensorflowType = keyof typeof tensorflowTypes;

/** What TensorFlow.js takes a tensor as: it has no wider numbers than 32 bits. */
export function tensorflowType(type: EngineTensor['type']): TensorflowType {
  if (type === 'bool') return 'bool';
  return type.startsWith('float') ? 'float32' : 'int32';
}
