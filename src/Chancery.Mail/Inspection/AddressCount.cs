namespace Chancery.Mail.Inspection;

/// <summary>How many addresses an address field (RFC 5322 section 3.4) lists and how deep its groups lie, told by its separators alone, before any parser builds a list of them.</summary>
internal readonly record struct AddressCount(int Addresses, int GroupDepth)
{
    /// <param name="value">What follows the field's name and colon.</param>
    public static AddressCount Of(ReadOnlySpan<byte> value)
    {
        var (addresses, groups, deepest, comments) = (1, 0, 0, 0);
        var (quoted, angled) = (false, false);
        for (var i = 0; i < value.Length; i++)
        {
            switch (value[i])
            {
                case (byte)'\\' when quoted || comments > 0:
                    i++;
                    break;
                case (byte)'"' when comments == 0:
                    quoted = !quoted;
                    break;
                case (byte)'(' when !quoted:
                    comments++;
                    break;
                case (byte)')' when !quoted && comments > 0:
                    comments--;
                    break;
                case var _ when quoted || comments > 0:
                    break;
                case (byte)'<':
                    angled = true;
                    break;
                case (byte)'>':
                    angled = false;
                    break;
                case (byte)',' when !angled:
                    addresses++;
                    break;
                case (byte)':' when !angled:
                    deepest = Math.Max(deepest, ++groups);
                    break;
                case (byte)';' when !angled:
                    groups = Math.Max(0, groups - 1);
                    break;
            }
        }

        return new AddressCount(addresses, deepest);
    }
}
