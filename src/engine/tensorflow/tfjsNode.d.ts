/** Where its binary can't be fetched, npm leaves the package out, and its types with it. */
declare module '@tensorflow/tfjs-node';
