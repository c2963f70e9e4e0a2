using System.Buffers.Binary;
using static Chancery.Protection.Cms.DerWriting;

namespace Chancery.Protection.Cms;

/// <summary>ECC-CMS-SharedInfo (RFC 5753 section 7.2): what binds an agreed key to its use.</summary>
internal static class SharedInfo
{
    /// <param name="wrapAlgorithm">The encoded AlgorithmIdentifier, with the parameters it has in the message.</param>
    /// <param name="userKeyingMaterial">Of the sender; null for none.</param>
    public static byte[] Of(byte[] wrapAlgorithm, int wrapBits, byte[]? userKeyingMaterial = null)
    {
        var bits = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bits, wrapBits);
        return Encode(der =>
        {
            using (der.PushSequence())
            {
                der.WriteEncodedValue(wrapAlgorithm);
                if (userKeyingMaterial is not null)
                {
                    using (der.PushSequence(Context(0)))
                        der.WriteOctetString(userKeyingMaterial);
                }

                using (der.PushSequence(Context(2)))
                    der.WriteOctetString(bits);
            }
        });
    }
}
