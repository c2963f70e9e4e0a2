namespace Chancery.Engine.Ids;

/// <summary>When an id of <see cref="IdSource"/> was made.</summary>
public static class IdTime
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int TimeCharacters = 10;
    private const int IdCharacters = 26;

    /// <summary>To the millisecond; null if it is no such id.</summary>
    public static DateTimeOffset? Of(string id)
    {
        if (id.Length != IdCharacters)
            return null;
        var milliseconds = 0L;
        foreach (var c in id.AsSpan(0, TimeCharacters))
        {
            var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0)
                return null;
            milliseconds = (milliseconds << 5) | (long)digit;
        }

        return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }
}
