namespace Chancery.Engine.Ids;

/// <summary>The one home of ids and randomness, so that effects can be made repeatable.</summary>
public interface IIdSource
{
    /// <summary>A sortable id of 26 characters (Crockford base 32: 48 bits of milliseconds, 80 random bits), upper case.</summary>
    string NewId();

    /// <summary>Fills with bytes fit for keys, nonces and MIME boundaries.</summary>
    void Fill(Span<byte> bytes);
}
